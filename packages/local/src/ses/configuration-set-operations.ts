import { alreadyExists, badRequest, notFound } from "./refusal";
import { type PageInput, pageOf, type Resource, type Resources } from "./resource-rows";
import type { RestOperation, RestRoutes } from "./rest-json";

interface SetInput {
  readonly ConfigurationSetName?: string;
}

type Destination = Readonly<Record<string, unknown>> & { readonly Name: string };

interface DestinationInput extends SetInput {
  readonly EventDestinationName?: string;
  readonly EventDestination?: Readonly<Record<string, unknown>>;
}

const NAME = /^[A-Za-z0-9_-]{1,64}$/;
const DESTINATIONS = "/v2/email/configuration-sets/{ConfigurationSetName}/event-destinations";

/** The configuration set of this name. Throws `NotFoundException`. */
export function configurationSet(resources: Resources, name: string | undefined): Resource {
  const found = resources.get("configuration-set", name ?? "");
  if (found) return found;
  throw notFound(`Configuration set <${name}> does not exist.`);
}

export function configurationSetOperations(resources: Resources): RestRoutes {
  const list: RestOperation = (input: PageInput) => {
    const { items, ...next } = pageOf(resources, "configuration-set", input);
    return { ConfigurationSets: items.map(({ name }) => name), ...next };
  };
  return {
    "POST /v2/email/configuration-sets": (input: SetInput & Record<string, unknown>) => {
      const name = assertName(input.ConfigurationSetName, "configuration set");
      if (resources.get("configuration-set", name)) {
        throw alreadyExists(`Configuration set <${name}> already exists.`);
      }
      resources.put("configuration-set", name, { ...input, EventDestinations: [] });
    },
    "GET /v2/email/configuration-sets/{ConfigurationSetName}": (input: SetInput) => {
      const { EventDestinations: _destinations, ...body } = configurationSet(
        resources,
        input.ConfigurationSetName,
      ).body;
      return body;
    },
    "DELETE /v2/email/configuration-sets/{ConfigurationSetName}": (input: SetInput) => {
      const { name } = configurationSet(resources, input.ConfigurationSetName);
      resources.remove("configuration-set", name);
    },
    "GET /v2/email/configuration-sets": list, // SDKs of before 2026 ask this way
    "POST /v2/email/list-configuration-sets": list,
    ...destinationOperations(resources),
  };
}

/** Event destinations are kept and answered; nothing is sent to them. */
function destinationOperations(resources: Resources): RestRoutes {
  const change = (
    input: DestinationInput,
    next: (now: Destination[], name: string) => Destination[],
  ) => {
    const { name: set, body } = configurationSet(resources, input.ConfigurationSetName);
    const name = assertName(input.EventDestinationName, "event destination");
    const EventDestinations = next(destinationsOf(body), name);
    resources.put("configuration-set", set, { ...body, EventDestinations });
  };
  const assertThere = (now: Destination[], name: string) => {
    if (now.some(({ Name }) => Name === name)) return;
    throw notFound(`Event destination <${name}> does not exist.`);
  };
  return {
    [`POST ${DESTINATIONS}`]: (input: DestinationInput) =>
      change(input, (now, Name) => {
        if (now.some((one) => one.Name === Name)) {
          throw alreadyExists(`Event destination <${Name}> already exists.`);
        }
        return [...now, { ...input.EventDestination, Name }];
      }),
    [`PUT ${DESTINATIONS}/{EventDestinationName}`]: (input: DestinationInput) =>
      change(input, (now, Name) => {
        assertThere(now, Name);
        return now.map((one) =>
          one.Name === Name ? { ...one, ...input.EventDestination, Name } : one,
        );
      }),
    [`DELETE ${DESTINATIONS}/{EventDestinationName}`]: (input: DestinationInput) =>
      change(input, (now, name) => {
        assertThere(now, name);
        return now.filter(({ Name }) => Name !== name);
      }),
    [`GET ${DESTINATIONS}`]: (input: SetInput) => ({
      EventDestinations: destinationsOf(
        configurationSet(resources, input.ConfigurationSetName).body,
      ),
    }),
  };
}

const destinationsOf = (body: Resource["body"]) => (body.EventDestinations ?? []) as Destination[];

function assertName(name: string | undefined, what: string): string {
  if (name && NAME.test(name)) return name;
  throw badRequest(`The ${what} name must be 1 to 64 letters, digits, hyphens or underscores.`);
}
