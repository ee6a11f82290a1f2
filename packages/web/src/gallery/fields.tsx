"use client";
import { useState } from "react";
import { CheckField } from "../ui/check-field";
import { TagsField } from "../ui/choices/tags-field";
import { DateRangeField } from "../ui/dates/date-range-field";
import type { DateRange } from "../ui/dates/range";
import { TimeZoneField } from "../ui/dates/time-zone-field";
import { Field, PasswordField } from "../ui/field";
import { FilePicker } from "../ui/files/file-picker";
import { MoneyField } from "../ui/numbers/money-field";
import { NumberField } from "../ui/numbers/number-field";
import { SelectField } from "../ui/select-field";
import { TextField } from "../ui/text-field";
import { SampleForm } from "./sample-form";
import { EMOJI, HEBREW, LONG } from "./samples";
import { Specimens } from "./specimen";

const TAGS = [
  { value: "bread", label: "Bread" },
  { value: "rtl", label: HEBREW },
  { value: "emoji", label: EMOJI },
  { value: "long", label: LONG },
];
const LIMITS = { types: ["image/*", ".csv"], mostBytes: 5_000_000, mostFiles: 3 };
const MARCH = { from: "2026-03-01", to: "2026-03-29" };

/** What is filled in. */
export function Fields() {
  return (
    <div className="grid grid-cols-1 gap-10">
      <Plain />
      <Numbers />
      <Choices />
      <SampleForm />
    </div>
  );
}

function Plain() {
  return (
    <Specimens>
      <Field label="Name of the business" hint="What customers see." defaultValue={EMOJI} />
      <Field label="Empty" placeholder="bakery@example.com" />
      <Field label="Wrong" defaultValue="ada@" error="This is not an e-mail address." />
      <Field label="Disabled" disabled defaultValue={LONG} />
      <Field label={HEBREW} dir="auto" defaultValue={HEBREW} />
      <PasswordField label="Password" defaultValue="four words that rhyme" />
      <SelectField label="One of a few" options={TAGS} defaultValue="bread" />
      <TextField label="Several lines" rows={3} defaultValue={`${LONG}\n${HEBREW}`} />
      <CheckField label="Weekly summary" hint="On Mondays, by mail." defaultChecked />
    </Specimens>
  );
}

function Numbers() {
  const [amount, setAmount] = useState<number | undefined>(123_450);
  const [currency, setCurrency] = useState("EUR");
  const [yen, setYen] = useState<number | undefined>(1_500);
  const [dinar, setDinar] = useState<number | undefined>(7_250);
  const [count, setCount] = useState<number | undefined>(12);
  const [weight, setWeight] = useState<number | undefined>(1.25);
  return (
    <Specimens>
      <MoneyField
        label="Price"
        amount={amount}
        onAmount={setAmount}
        currency={currency}
        currencies={["EUR", "USD", "JPY", "KWD"]}
        onCurrency={setCurrency}
      />
      <MoneyField label="In yen" amount={yen} onAmount={setYen} currency="JPY" />
      <MoneyField label="In dinars" amount={dinar} onAmount={setDinar} currency="KWD" />
      <NumberField label="Pieces" value={count} onChange={setCount} min={1} max={99} />
      <NumberField
        label="Weight"
        value={weight}
        onChange={setWeight}
        digits={2}
        step={0.25}
        unit="kg"
      />
      <NumberField label="Too many" value={100} onChange={setCount} error="Enter 99 or less." />
      <MoneyField label="Fixed price" amount={990} onAmount={setAmount} currency="EUR" disabled />
    </Specimens>
  );
}

function Choices() {
  const [range, setRange] = useState<DateRange | undefined>(MARCH);
  const [none, setNone] = useState<DateRange>();
  const [zone, setZone] = useState("Europe/Berlin");
  const [tags, setTags] = useState<readonly string[]>(["bread", "rtl", "long"]);
  const [files, setFiles] = useState<readonly File[]>([]);
  return (
    <Specimens>
      <DateRangeField label="Days" value={range} onChange={setRange} max="2026-12-31" />
      <DateRangeField label="No days" value={none} onChange={setNone} error="Choose the days." />
      <TimeZoneField label="Time zone" value={zone} onChange={setZone} />
      <TagsField
        label="Tags"
        hint="Choose some, or type a new one."
        choices={TAGS}
        values={tags}
        onChange={setTags}
        allowsNew
      />
      <FilePicker label="Pictures" limits={LIMITS} files={files} onChange={setFiles} />
      <FilePicker
        label="Nothing may come"
        limits={LIMITS}
        files={[]}
        onChange={setFiles}
        disabled
      />
    </Specimens>
  );
}
