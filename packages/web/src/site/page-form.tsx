"use client";
import { NewPage, type SitePage } from "@faibric/core/site/page.schema";
import { useTranslations } from "use-intl";
import * as z from "zod";
import { useHere } from "../frame/tenancy";
import { orRead } from "../settings/use-settings";
import { Button } from "../ui/button";
import { MarkdownField } from "../ui/editor/markdown-field";
import { Failure } from "../ui/failure";
import { Field } from "../ui/field";
import { TextField } from "../ui/text-field";
import { toast } from "../ui/toast";
import { useForm } from "../ui/use-form";
import { sitePages } from "./pages-api";

const { title, slug, body, seoTitle, seoDescription } = NewPage.shape;
/** In a form what is left empty is "". */
const orNull = <S extends z.ZodType>(schema: S) =>
  z.union([z.literal("").transform(() => null), schema]);
const Entered = z.object({
  title,
  slug,
  body: body.unwrap(),
  seoTitle: orNull(seoTitle.unwrap().unwrap()),
  seoDescription: orNull(seoDescription.unwrap().unwrap()),
});

const enteredOf = (page: SitePage) => ({
  title: page.title,
  slug: page.slug,
  body: page.body,
  seoTitle: page.seoTitle ?? "",
  seoDescription: page.seoDescription ?? "",
});

/** The words of a page, and what search engines are told of it. */
export function PageForm(props: {
  page: SitePage;
  set: (page: SitePage) => void;
  reload: () => Promise<void>;
}) {
  const { page, set, reload } = props;
  const words = useTranslations("site");
  const { tenantId, slug: business, may } = useHere();
  const params = { tenantId, pageId: page.pageId };
  const { field, submit, failure, busy, watch } = useForm({
    schema: Entered,
    initial: enteredOf(page),
    about: { "site.page.slug_taken": "slug" },
    send: async (entered) => {
      set(
        await orRead(
          () => sitePages.changePage({ params, version: page.version, body: entered }),
          reload,
        ),
      );
      toast(words("saved"));
    },
  });
  const { onChange, onBlur, name, error } = field("body");
  return (
    <form onSubmit={submit} noValidate className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="grid min-w-0 content-start gap-5">
        <Field label={words("pageTitle")} dir="auto" {...field("title")} />
        <MarkdownField
          label={words("text")}
          placeholder={words("textHint")}
          disabled={!may("site.write")}
          value={watch().body}
          error={error}
          onChange={(value) => void onChange({ target: { name, value } })}
          onBlur={() => void onBlur({ target: { name, value: watch().body }, type: "blur" })}
        />
      </div>
      <div className="grid content-start gap-5">
        <Field
          label={words("address")}
          hint={words("addressHint", { start: `/${business}/` })}
          spellCheck={false}
          autoCapitalize="none"
          {...field("slug")}
        />
        <Field
          label={words("seoTitle")}
          hint={words("seoTitleHint")}
          dir="auto"
          {...field("seoTitle")}
        />
        <TextField
          label={words("seoDescription")}
          hint={words("seoDescriptionHint")}
          rows={3}
          dir="auto"
          {...field("seoDescription")}
        />
        {failure !== undefined && <Failure error={failure} />}
        {may("site.write") && (
          <Button type="submit" busy={busy} className="justify-self-start">
            {words("save")}
          </Button>
        )}
      </div>
    </form>
  );
}
