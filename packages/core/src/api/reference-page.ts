import { readOpenApi } from "./api.contract";

/** How Scalar shows the API: with nothing from its makers' servers, and no telemetry. */
const CONFIGURATION = {
  url: readOpenApi.path,
  authentication: { preferredSecurityScheme: "accessToken" },
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  showDeveloperTools: "never",
  hideClientButton: true,
  documentDownloadType: "direct",
};

const inAttribute = (value: unknown) => JSON.stringify(value).replaceAll('"', "&quot;");

/**
 * The API reference as a page. Its script is one of the site's public files, which every installation
 * puts there. Where it did not come, the page says how to read the API without it.
 */
export const REFERENCE_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Faibric API reference</title>
<link rel="icon" href="data:,">
<style>
#plain { font: 16px/1.5 system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem }
body:has(.scalar-app) > #plain { display: none }
</style>
</head>
<body>
<main id="plain">
<h1>Faibric API</h1>
<p>The reference is loading. If nothing follows, its script did not come: read
<a href="${readOpenApi.path}">the API's description</a>, which is OpenAPI 3.1.</p>
</main>
<script id="api-reference" type="application/json" data-configuration="${inAttribute(CONFIGURATION)}"></script>
<script src="/reference/scalar.js"></script>
</body>
</html>
`;
