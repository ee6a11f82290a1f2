import type { PublicSite } from "@faibric/core/site/site.schema";
import { weekOf } from "./hours";
import { type Html, html } from "./html";
import { hostedWords } from "./words";

/** How to reach the business, and when it is open: on every page, where it has said so. */
export function asideOf({ profile, locale }: PublicSite): Html | false {
  const parts = [contactOf(profile, locale), hoursOf(profile, locale), linksOf(profile, locale)];
  const shown = parts.filter((part) => part !== undefined);
  return shown.length > 0 && html`<aside>${shown}</aside>`;
}

type Profile = PublicSite["profile"];

function contactOf({ email, phone, address }: Profile, locale: string): Html | undefined {
  if (!email && !phone && !address) return undefined;
  const words = hostedWords(locale);
  return html`<section><h2>${words("contact")}</h2><address>${address && addressOf(address, locale)}<ul>${
    phone &&
    html`<li><a href="tel:${phone.replace(/[^\d+]/g, "")}"><span dir="ltr">${phone}</span></a></li>`
  }${email && html`<li><a href="mailto:${email}">${email}</a></li>`}</ul></address></section>`;
}

function addressOf(address: NonNullable<Profile["address"]>, locale: string): Html {
  const { street, postalCode, city, region, country } = address;
  const place = [postalCode, city].filter(Boolean).join(" ");
  const named = country && new Intl.DisplayNames(locale, { type: "region" }).of(country);
  const lines = [street, place, region === city ? undefined : region, named].filter(Boolean);
  return html`<p dir="auto">${lines.map((line, index) => html`${index > 0 && html`<br>`}${line}`)}</p>`;
}

function hoursOf({ openingHours = [] }: Profile, locale: string): Html | undefined {
  if (!openingHours.length) return undefined;
  const words = hostedWords(locale);
  return html`<section><h2>${words("hours")}</h2><dl>${weekOf(openingHours, locale).map(
    ({ name, times }) =>
      html`<dt>${name}</dt><dd>${times.length ? times.map((time, index) => html`${index > 0 && html`<br>`}${time}`) : html`<span class="quiet">${words("closed")}</span>`}</dd>`,
  )}</dl></section>`;
}

function linksOf({ links = [] }: Profile, locale: string): Html | undefined {
  if (!links.length) return undefined;
  const words = hostedWords(locale);
  return html`<section><h2>${words("links")}</h2><ul>${links.map(
    ({ label, url }) => html`<li><a href="${url}" rel="noopener" dir="auto">${label}</a></li>`,
  )}</ul></section>`;
}
