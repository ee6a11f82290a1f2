// SST writes this file where it is missing, for the types of its bindings. The site has none.
export {};
