"use client";
import { Component, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button";
import { Failure } from "./failure";

interface Props {
  readonly children: ReactNode;
  /** When it changes, what broke is tried again: such as what is shown. */
  readonly of?: unknown;
}

/** Keeps a fault of one part of a page from taking the rest along. It says what it was, and tries again at a click. */
export class ErrorBoundary extends Component<Props, { readonly error?: unknown }> {
  override state: { readonly error?: unknown } = {};

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override componentDidUpdate(before: Props) {
    if (before.of !== this.props.of && this.state.error !== undefined) this.#again();
  }

  #again = () => this.setState({ error: undefined });

  override render() {
    const { error } = this.state;
    return error === undefined ? this.props.children : <Broken error={error} again={this.#again} />;
  }
}

function Broken({ error, again }: { error: unknown; again: () => void }) {
  const words = useTranslations("ui");
  return (
    <div className="grid content-start justify-items-start gap-3">
      <Failure error={error} />
      <Button look="quiet" size="small" onClick={again}>
        {words("again")}
      </Button>
    </div>
  );
}
