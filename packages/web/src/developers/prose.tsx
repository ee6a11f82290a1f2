/** A few sentences of the API's description: paragraphs, with names of things in backticks. They are in English. */
export function Prose({ text }: { text: string }) {
  return (
    <div lang="en" className="grid max-w-prose gap-2 text-pretty text-quiet text-sm">
      {text.split("\n\n").map((paragraph) => (
        <p key={paragraph}>
          <Inline text={paragraph} />
        </p>
      ))}
    </div>
  );
}

/** A sentence, with names of things in backticks. */
export function Inline({ text }: { text: string }) {
  return text.split("`").map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence stay where they are
      <code key={index} dir="ltr" className="break-words text-ink">
        {part}
      </code>
    ),
  );
}
