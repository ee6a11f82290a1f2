// What other capabilities may use. Everything else in this folder is private to the site.
export { create as createSamplePage, remove as removeSamplePages } from "./sample-pages";
export {
  DomainAdded,
  DomainChanged,
  DomainRemoved,
  NavigationChanged,
  PageChanged,
  PageCreated,
  PageDeleted,
  ProfileChanged,
  SamplePagesDeleted,
} from "./site.events";
