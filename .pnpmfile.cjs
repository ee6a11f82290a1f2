// The API reference is one prebuilt script that a browser loads (scripts/reference.mjs copies it). What it
// was built from is inside it: its 271 dependencies (280 MB) would be installed and never imported.
function readPackage(manifest) {
  if (manifest.name === "@scalar/api-reference") manifest.dependencies = {};
  return manifest;
}

module.exports = { hooks: { readPackage } };
