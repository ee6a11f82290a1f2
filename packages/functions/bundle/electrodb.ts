import { withoutBodies } from "./leave-out.mjs";

/**
 * ElectroDB's index, with what we use of it. Without its Service: transactions name just the entities
 * they touch.
 */
export const ELECTRODB = `
export { Entity } from "./src/entity";
export { createGetTransaction, createWriteTransaction } from "./src/transaction";
export { createCustomAttribute, CustomAttributeType, createSchema } from "./src/schema";
export {
  ElectroError, ElectroValidationError, ElectroUserValidationError, ElectroAttributeValidationError,
} from "./src/errors";
export { ComparisonTypes, EntityIdentifiers, EntityIdentifierFields } from "./src/types";`;

/** By file: what no function calls. */
export const UNCALLED: Readonly<Record<string, readonly string[]>> = {
  // Scans, and what scans where no index fits: they do not exist in product code.
  "entity.js": [
    "Entity.scan",
    "Entity.match",
    "Entity.find",
    "Entity._findBestIndexKeyMatch",
    "Entity._makeScanParam",
    // Of a Service, and its collections.
    "Entity.collection",
    "Entity.hydrate",
    "Entity.ownsCursor",
    "Entity.ownsPager",
    "Entity.setIdentifier",
    "Entity.cleanseRetrievedData",
    "Entity.transactWrite",
    "Entity.transactGet",
    "Entity._getCollectionSk",
    // Of indexes that DynamoDB has with several attributes a key; ours have one.
    "Entity._compositeQueryParams",
    // Conversions between keys, items and cursors.
    "Entity._fromCompositeToKeys",
    "Entity._fromCompositeToCursor",
    "Entity._fromKeysToCursor",
    "Entity._fromKeysToComposite",
    "Entity._fromCursorToKeys",
    "Entity._fromCursorToComposite",
    "Entity._fromCompositeToCursorByIndex",
    "Entity._fromCursorToKeysByIndex",
    "Entity._fromKeysToCursorByIndex",
    "Entity._fromKeysToCompositeByIndex",
    "Entity._fromCursorToCompositeByIndex",
    "Entity._verifyKeys",
    "Entity._updateExpressionBuilder",
    "Entity._chain",
    "Entity._parseComposedKey",
    "Entity._parseFacets",
    "Entity._normalizeLimitValue",
    "Entity._safeMinimum",
    "Entity._addLogger",
    "Entity._formatKeyCasing",
    "Entity.applyIdentifierExpressionState",
    "Entity.deserializeCursor",
    "Entity.serializeCursor",
    "Entity.setClient",
    "Entity.setTableName",
    "Entity.addListeners",
    // Many writes at once that are no transaction: there are none by an entity.
    "Entity.executeBulkWrite",
    "Entity.formatBulkWriteResponse",
    "Entity._batchWriteParams",
  ],
  "schema.js": [
    "Attribute._makeRemoveFixings",
    "Attribute.buildChildAttributes",
    "Attribute.isWatchedBy",
    "Attribute.isWatching",
    "AttributeTraverser.getAllChildren",
    "Schema.applyAttributeGetters",
    "Schema.getRequired",
  ],
  "clauses.js": [
    "clauses.scan.action",
    "clauses.collection.action",
    "clauses.clusteredCollection.action",
    "clauses.compositeCollection.action",
  ],
  // The wrapper of the AWS SDK's second version.
  "client.js": ["DocumentClientV2Wrapper.*", "DocumentClientV3Wrapper.scan"],
};

const WHOLE_CLIENT = /^import \* as lib from "@aws-sdk\/lib-dynamodb";$/m;

/** It hands the client's package around as a whole: these are what it asks of it. */
const COMMANDS = `import {
  BatchGetCommand, BatchWriteCommand, DeleteCommand, GetCommand, PutCommand, QueryCommand,
  TransactGetCommand, TransactWriteCommand, UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
const lib = {
  BatchGetCommand, BatchWriteCommand, DeleteCommand, GetCommand, PutCommand, QueryCommand,
  TransactGetCommand, TransactWriteCommand, UpdateCommand,
};`;

/**
 * A module of ElectroDB as an ES module: `require`d ones come whole, with all commands of the DynamoDB
 * client and all that is exported and not used.
 */
export function electrodbModule(source: string, file: string): string {
  const esm = toEsm(LEANER[file]?.(source) ?? source);
  const lean = file === "client.js" ? esm.replace(WHOLE_CLIENT, COMMANDS) : esm;
  return withoutBodies(lean, UNCALLED[file] ?? []);
}

const LEANER: Readonly<Record<string, (source: string) => string>> = {
  "entity.js": withErrorsAsTheyHappen,
  "errors.js": withoutNamesOfErrors,
  "validations.js": withoutModelCheck,
};

/** It is written in one way throughout: constants that are `require`d, one object that is exported. */
function toEsm(source: string): string {
  const esm = source
    .replace(
      /^const (\{[^}]*\}) = require\((["'][^"']+["'])\);?$/gm,
      (_, names: string, from: string) => `import ${names.replace(/:/g, " as ")} from ${from};`,
    )
    .replace(/^const (\w+) = require\((["'][^"']+["'])\);?$/gm, "import * as $1 from $2;")
    .replace(
      /^module\.exports = \{([^}]*)\};?$/m,
      (_, names: string) => `export {${names.replace(/(\w+): (\w+)/g, "$2 as $1")}};`,
    );
  if (/\brequire\(|\bmodule\.exports\b/.test(esm)) {
    throw new Error("ElectroDB is written in another way now: see packages/functions/bundle");
  }
  return esm;
}

/**
 * Entities' models are constants, and the tests load every one of them with the full package: here they
 * are not checked again with JSON Schema whenever a function starts.
 */
function withoutModelCheck(source: string): string {
  return source
    .replace(/^const Validator = [\s\S]*?^let v = new Validator\(\);$/m, "")
    .replace(/^v\.addSchema\(.*\);$/gm, "")
    .replace(/^function validateModel\([\s\S]*?^}$/m, "function validateModel() {}");
}

/** Its errors are known by their code: each also names itself, and a place in its documentation. */
function withoutNamesOfErrors(source: string): string {
  const short = source
    .replace(/^ {4}(section|name): "[^"]*",\n/gm, "")
    .replace(/(?<=\/reference\/errors\/)#\$\{section\}(?=`;)/, "");
  if (/section: "|#\$\{section\}`;/.test(short)) {
    throw new Error("ElectroDB names its errors in another way now: see packages/functions/bundle");
  }
  return short;
}

const EARLY_ERROR =
  /let stackTrace;\s+if \(!config\.originalErr\) \{\s+stackTrace = (new e\.ElectroError\(e\.ErrorCodes\.AWSError\));\s+\}/;
const ERROR_IS_USED = "if (config.originalErr || stackTrace === undefined) {";

/**
 * It makes an error before each call of the store, to have its stack if the call fails. The stack of one
 * that is made then names the callers too, and a call that succeeds does without.
 */
function withErrorsAsTheyHappen(source: string): string {
  const [early, error] = EARLY_ERROR.exec(source) ?? [];
  if (!early || !source.includes(ERROR_IS_USED)) {
    throw new Error("ElectroDB makes its errors in another way now: see packages/functions/bundle");
  }
  const late = `const stackTrace = config.originalErr ? undefined : ${error};\n      if (!stackTrace) {`;
  return source.replace(early, "").replace(ERROR_IS_USED, late);
}
