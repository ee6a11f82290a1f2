import type { Contract, NeedsVersion } from "@faibric/core/platform/contract";
import type * as z from "zod";
import type { CallOptions } from "./options";

/** What a caller sends of a part: its input, but where that may be anything, what is understood. */
type Sent<Schema extends z.ZodType> =
  z.input<Schema> extends infer Fields
    ? {
        [Key in keyof Fields]: unknown extends Fields[Key]
          ? Key extends keyof z.output<Schema>
            ? z.output<Schema>[Key]
            : never
          : Fields[Key];
      }
    : never;

/** A part of the input: absent where it has no fields, optional where none of them is needed. */
type Part<Name extends string, Schema extends z.ZodType> =
  z.input<Schema> extends Record<string, never>
    ? unknown
    : Record<never, never> extends Sent<Schema>
      ? { readonly [Key in Name]?: Sent<Schema> }
      : { readonly [Key in Name]: Sent<Schema> };

type Parts<C extends Contract> = Part<"params", C["params"]> &
  Part<"query", C["query"]> &
  Part<"body", C["body"]> &
  (NeedsVersion<C> extends true ? { readonly version: number } : unknown);

/** What an operation takes. `version` is that of the thing as you read it. */
export type OperationInput<C extends Contract> =
  unknown extends Parts<C> ? Record<string, never> : Parts<C>;

/** What it answers. */
export type OperationOutput<C extends Contract> = z.output<C["response"]>;

type Arguments<C extends Contract> =
  Record<never, never> extends OperationInput<C>
    ? [input?: OperationInput<C>, options?: CallOptions]
    : [input: OperationInput<C>, options?: CallOptions];

interface PageOf<Item> {
  readonly items: readonly Item[];
  readonly cursor: string | null;
}

/** The further ways to call a list that comes in pages. Each page is asked for when it is wanted. */
export interface Paging<C extends Contract, Item> {
  /** The pages, one after the other. */
  pages(...args: Arguments<C>): AsyncGenerator<OperationOutput<C>, void, undefined>;
  /** The items of all pages. */
  items(...args: Arguments<C>): AsyncGenerator<Item, void, undefined>;
}

/**
 * Calls an operation.
 * @throws FaibricError, or the reason of the signal that was aborted
 */
export type Operation<C extends Contract> = ((
  ...args: Arguments<C>
) => Promise<OperationOutput<C>>) &
  (OperationOutput<C> extends PageOf<infer Item>
    ? "cursor" extends keyof z.input<C["query"]>
      ? Paging<C, Item>
      : unknown
    : unknown);
