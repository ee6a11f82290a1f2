import { AwsError } from "../wire/aws-error";
import { verifyText } from "./authenticate";
import { allowsAnybody } from "./bucket-policy";
import { getBucket } from "./buckets";
import type { S3Call } from "./call";
import { ALGORITHMS, checksumHeader } from "./checksum";
import { invalidForm, readForm, type UploadForm } from "./form-data";
import { storedHeaders, writtenHeaders } from "./object-headers";
import { type Written, writeObject } from "./object-writes";
import {
  claimedChecksum,
  digestPayload,
  entityTooLarge,
  MAX_PUT_BYTES,
  requestBody,
  verifyChecksum,
  verifyMd5,
} from "./payload";
import { enforcePolicy, type SizeRange } from "./post-policy";
import { content } from "./put-object";
import { accessDenied, sendEmpty, sendXml } from "./respond";
import { encodeStrict, parseScope } from "./signature";
import type { S3State } from "./state";
import { parseTagSet } from "./tags";
import { parseXml } from "./xml";

/** An upload by a browser's form, allowed by the signed policy in it. */
export async function postObject(state: S3State, call: S3Call): Promise<void> {
  const form = await readForm(requestBody(call.request), call.headers["content-type"] ?? "");
  const fields = expandFilename(form);
  const key = fields.get("key");
  if (!key) {
    throw invalidForm(
      "Bucket POST must contain a field named 'key'. If it is specified, please check the order of the fields.",
    );
  }
  if (Buffer.byteLength(key) > 1024) throw new AwsError("KeyTooLongError", "Your key is too long");
  const range = authorize(state, call, fields, key);
  getBucket(state, call.bucket);
  const headers = fieldHeaders(fields);
  const tagging = fields.get("tagging");
  const tags = tagging ? parseTagSet(parseXml(tagging, "Tagging")) : [];
  const claim = claimedChecksum(headers);
  const payload = digestPayload({
    source: form.file.content,
    algorithm: claim?.algorithm,
    limit: Math.min(range.max, MAX_PUT_BYTES),
    verify: ({ size, md5, checksum }) => {
      if (size < range.min) {
        throw new AwsError(
          "EntityTooSmall",
          "Your proposed upload is smaller than the minimum allowed size",
          { members: { ProposedSize: size, MinSizeAllowed: range.min } },
        );
      }
      verifyMd5(headers["content-md5"], md5);
      if (claim?.value && checksum) verifyChecksum(claim.algorithm, claim.value, checksum.value);
    },
  });
  const draft = { bucket: call.bucket, key, headers: storedHeaders(headers), tags };
  const written = await state.bodies.write(payload.content, (body) =>
    writeObject(
      state,
      call,
      { ...draft, ...content(payload.facts(), body) },
      { event: "ObjectCreated:Post", conditional: false },
    ),
  );
  answer(state, call, fields, written);
}

/** `${filename}` stands for the file's name in every field, before the policy is looked at. */
function expandFilename({ fields, file }: UploadForm): Map<string, string> {
  const kept = /^(policy|x-amz-signature)$/;
  return new Map(
    [...fields].map(([name, value]) => [
      name,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is S3's own variable
      kept.test(name) ? value : value.replaceAll("${filename}", () => file.name),
    ]),
  );
}

function authorize(
  state: S3State,
  call: S3Call,
  fields: ReadonlyMap<string, string>,
  key: string,
): SizeRange {
  const policy = fields.get("policy");
  if (policy === undefined) {
    const resource = `arn:aws:s3:::${call.bucket}/${key}`;
    if (!allowsAnybody(state.store, call.bucket, "s3:PutObject", resource)) throw accessDenied();
    return { min: 0, max: MAX_PUT_BYTES };
  }
  const signature = fields.get("x-amz-signature");
  const scope = parseScope(fields.get("x-amz-credential") ?? "");
  const date = fields.get("x-amz-date") ?? "";
  if (!signature || !scope || fields.get("x-amz-algorithm") !== "AWS4-HMAC-SHA256") {
    throw invalidForm(
      "Bucket POST must contain x-amz-algorithm, x-amz-credential, x-amz-date and x-amz-signature.",
    );
  }
  if (!date.startsWith(scope.day)) {
    throw invalidForm("x-amz-date does not match the date of x-amz-credential.");
  }
  verifyText(policy, signature, scope, state.credentials);
  const range = enforcePolicy(policy, fields, call.bucket);
  if (range.max < 0) throw entityTooLarge();
  return range;
}

function fieldHeaders(fields: ReadonlyMap<string, string>): Record<string, string> {
  const checksums = new Set(ALGORITHMS.map(checksumHeader));
  const known =
    /^(content-(type|encoding|disposition|language|md5)|cache-control|expires|x-amz-(meta-.+|storage-class|server-side-encryption.*|website-redirect-location))$/;
  const entries = [...fields].filter(([name]) => known.test(name) || checksums.has(name));
  const acl = fields.get("acl");
  return Object.fromEntries(acl === undefined ? entries : [...entries, ["x-amz-acl", acl]]);
}

function answer(
  state: S3State,
  call: S3Call,
  fields: ReadonlyMap<string, string>,
  { object, versioned }: Written,
): void {
  const base = state.endpointUrl ?? `http://${call.request.headers.host ?? "localhost"}`;
  const path = object.key.split("/").map(encodeStrict).join("/");
  const location = `${base.replace(/\/$/, "")}/${object.bucket}/${path}`;
  const etag = `"${object.etag}"`;
  const headers = { ...writtenHeaders(object, versioned), location };
  const redirect = fields.get("success_action_redirect") ?? fields.get("redirect");
  if (redirect !== undefined && URL.canParse(redirect)) {
    const target = new URL(redirect);
    for (const [name, value] of Object.entries({ bucket: object.bucket, key: object.key, etag })) {
      target.searchParams.append(name, value);
    }
    sendEmpty(call, 303, { ...headers, location: target.href });
    return;
  }
  const status = fields.get("success_action_status");
  if (status === "201") {
    const tree = { Location: location, Bucket: object.bucket, Key: object.key, ETag: etag };
    sendXml(call, "PostResponse", tree, { status: 201, headers });
    return;
  }
  sendEmpty(call, status === "200" ? 200 : 204, headers);
}
