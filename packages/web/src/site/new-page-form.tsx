"use client";
import { NewPage } from "@faibric/core/site/page.schema";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl";
import { useHere } from "../frame/tenancy";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { useForm } from "../ui/use-form";
import { sitePages } from "./pages-api";

const Entered = NewPage.pick({ title: true, slug: true });

/** A page begins with what it is called and where it is; its text is written on its own page. */
export default function NewPageForm() {
  const words = useTranslations("site");
  const { tenantId, root, slug } = useHere();
  const router = useRouter();
  const { field, submit, failure, busy } = useForm({
    schema: Entered,
    initial: { title: "", slug: "" },
    about: { "site.page.slug_taken": "slug" },
    send: async (body) => {
      const { pageId } = await sitePages.createPage({ params: { tenantId }, body });
      router.push(`${root}/site/pages/${pageId}`);
    },
  });
  return (
    <Form submit={submit} failure={failure} busy={busy} label={words("create")}>
      <Field label={words("pageTitle")} dir="auto" autoFocus {...field("title")} />
      <Field
        label={words("address")}
        hint={words("addressHint", { start: `/${slug}/` })}
        spellCheck={false}
        autoCapitalize="none"
        {...field("slug")}
      />
    </Form>
  );
}
