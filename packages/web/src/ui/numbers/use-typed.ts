"use client";
import { useRef, useState } from "react";

/** What `read` throws is the field's fault, in words. */
export class TypingError extends Error {
  override readonly name = "TypingError";
}

/**
 * A value that is typed as text: what is typed stays as it is until the field is left, then it is written as it is
 * understood. What cannot be read is said, and is no value.
 */
export function useTyped<T>(options: {
  value: T | undefined;
  write: (value: T) => string;
  /** @throws TypingError */
  read: (text: string) => T;
  onChange: (value: T | undefined) => void;
}) {
  const { value, write, read, onChange } = options;
  const written = value === undefined ? "" : write(value);
  const [typed, setTyped] = useState<string>();
  const [error, setError] = useState<string>();
  const said = useRef(value);
  // Set from outside: what was typed is of no interest any more.
  if (said.current !== value) {
    said.current = value;
    setTyped(undefined);
    setError(undefined);
  }
  const say = (next: T | undefined) => {
    said.current = next;
    onChange(next);
  };
  const understand = (text: string): { value?: T; error?: string } => {
    try {
      return text.trim() === "" ? {} : { value: read(text) };
    } catch (fault) {
      if (fault instanceof TypingError) return { error: fault.message };
      throw fault;
    }
  };
  return {
    text: typed ?? written,
    error,
    type: (text: string) => {
      setTyped(text);
      setError(undefined); // nobody is corrected before they have finished
      say(understand(text).value);
    },
    leave: () => {
      if (typed === undefined) return;
      const understood = understand(typed);
      setError(understood.error);
      if (understood.error === undefined) setTyped(undefined);
    },
  };
}
