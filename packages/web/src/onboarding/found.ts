import { ApiError } from "@faibric/sdk";
import { api } from "../session/api";
import { founding } from "./api";
import type { Draft } from "./draft";
import { habitsOfBrowser } from "./habits";
import { another, slugOf } from "./slug";

const TRIES = 3;

/**
 * Founds the business of a draft. Its address is another one where the name's is taken and nobody chose it; where
 * somebody did, they are asked. Asked for twice, as after an answer that was lost, it is founded once.
 * @returns its address
 * @throws ApiError `tenant.slug.taken` where the chosen address is another's
 */
export async function found(draft: Draft): Promise<string> {
  const chosen = draft.slug.trim();
  const first = chosen || slugOf(draft.name, draft.spare);
  for (let attempt = 1, slug = first; ; attempt++) {
    try {
      await founding.createTenant({ body: { ...bodyOf(draft), slug } });
      return slug;
    } catch (error) {
      if (!(error instanceof ApiError && error.code === "tenant.slug.taken")) throw error;
      if (await isMine(slug, draft.name)) return slug;
      if (chosen || attempt === TRIES) throw error;
      slug = another(first, String(Number(draft.spare) + attempt - 1));
    }
  }
}

function bodyOf({ name, kind, description, color, goals, sample }: Draft) {
  const words = description.trim();
  const industry = kind && { kind, ...(words ? { description: words } : {}) };
  const settings = {
    ...habitsOfBrowser(),
    brand: { primaryColor: color },
    ...(industry ? { industry } : {}),
    goals,
  };
  return { name, settings, sample };
}

/** Whether the address is taken by what this very draft has founded, and the answer was lost. */
async function isMine(slug: string, name: string): Promise<boolean> {
  for await (const tenant of api.tenant.listTenants.items({ query: { limit: 100 } })) {
    if (tenant.slug === slug) return tenant.name === name.trim();
  }
  return false;
}
