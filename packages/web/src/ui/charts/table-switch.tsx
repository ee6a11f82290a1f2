"use client";
import { ChartColumn, Table2 } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "../button";

/** Changes a chart for a table of the same numbers, and back. */
export function TableSwitch(props: {
  title: string;
  isTable: boolean;
  onChange: (isTable: boolean) => void;
}) {
  const { title, isTable, onChange } = props;
  const words = useTranslations("chart");
  return (
    <Button
      look="bare"
      size="icon"
      aria-pressed={isTable}
      aria-label={`${words("asTable")}: ${title}`}
      title={words(isTable ? "asChart" : "asTable")}
      onClick={() => onChange(!isTable)}
    >
      {isTable ? (
        <ChartColumn aria-hidden className="size-4" />
      ) : (
        <Table2 aria-hidden className="size-4" />
      )}
    </Button>
  );
}
