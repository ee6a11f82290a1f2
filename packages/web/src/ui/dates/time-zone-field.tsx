"use client";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { ChooseField } from "../choices/choose-field";
import { useZones } from "./use-zones";

/** A time zone, found by a city or its distance from UTC. */
export function TimeZoneField(props: {
  label: string;
  hint?: string;
  error?: string | undefined;
  disabled?: boolean;
  value: string;
  onChange: (timeZone: string) => void;
}) {
  const words = useTranslations("zones");
  const locale = useLocale();
  const [isNear, comeNear] = useState(false);
  const choices = useZones(locale, props.value, isNear);
  return (
    <ChooseField
      {...props}
      placeholder={words("find")}
      choices={choices}
      onNear={() => comeNear(true)}
    />
  );
}
