import { Agent, request as httpRequest } from "node:http";
import { GetObjectCommand, HeadObjectCommand } from "@aws-sdk/client-s3";
import { createPresignedPost, type PresignedPostOptions } from "@aws-sdk/s3-presigned-post";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type LaptopS3, startLaptopS3 } from "./laptop-s3";

let aws: LaptopS3;
let Bucket: string;
beforeAll(async () => {
  aws = await startLaptopS3();
  Bucket = await aws.bucket();
});
afterAll(() => aws.stop());

interface Posting {
  readonly change?: (fields: Record<string, string>) => void;
  readonly file?: Blob;
  readonly filename?: string;
}

async function post(
  options: Partial<PresignedPostOptions> & { Key: string },
  { change, file = new Blob(["posted"]), filename = "p.txt" }: Posting = {},
) {
  const { url, fields } = await createPresignedPost(aws.client, {
    Bucket,
    Expires: 60,
    ...options,
  });
  change?.(fields);
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", file, filename);
  const response = await fetch(url, { method: "POST", body: form, redirect: "manual" });
  const text = await response.text();
  const code = /<Code>(\w+)</.exec(text)?.[1];
  const message = /<Message>([^<]+)</.exec(text)?.[1];
  return { status: response.status, headers: response.headers, text, code, message };
}

const bodyOf = async (Key: string) => {
  const found = await aws.client.send(new GetObjectCommand({ Bucket, Key }));
  return found.Body?.transformToString();
};

it("stores a browser's file under the signed key and answers 204", async () => {
  const answer = await post({ Key: "plain" });
  expect(answer.status).toBe(204);
  expect(answer.headers.get("location")).toBe(`${aws.url}/${Bucket}/plain`);
  expect(await bodyOf("plain")).toBe("posted");
});

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: it is S3's own variable
it("puts the file's name in place of ${filename}, without its folders", async () => {
  const answer = await post({ Key: "up/${filename}" }, { filename: "C:\\dir\\käse 1.txt" });
  expect(answer.status).toBe(204);
  expect(await bodyOf("up/käse 1.txt")).toBe("posted");
});
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: it is S3's own variable

it("keeps a binary file byte for byte, boundaries and line ends in it too", async () => {
  const bytes = Buffer.concat([
    Buffer.from("\r\n--not-the-boundary\r\n\r\n--"),
    Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 31) & 0xff)),
    Buffer.from("\r\n"),
  ]);
  await post({ Key: "binary" }, { file: new Blob([bytes]) });
  const found = await aws.client.send(new GetObjectCommand({ Bucket, Key: "binary" }));
  expect(Buffer.from((await found.Body?.transformToByteArray()) ?? []).equals(bytes)).toBe(true);
});

it("stores the signed content type and metadata", async () => {
  const Fields = {
    "Content-Type": "image/png",
    "x-amz-meta-tenant": "t1",
    tagging: "<Tagging><TagSet><Tag><Key>a</Key><Value>1</Value></Tag></TagSet></Tagging>",
  };
  await post({ Key: "typed", Fields });
  const head = await aws.client.send(new HeadObjectCommand({ Bucket, Key: "typed" }));
  expect(head).toMatchObject({ ContentType: "image/png", Metadata: { tenant: "t1" }, TagCount: 1 });
});

it("enforces content-length-range at both ends", async () => {
  const Conditions: PresignedPostOptions["Conditions"] = [["content-length-range", 3, 6]];
  expect(await post({ Key: "size", Conditions })).toMatchObject({ status: 204 });
  const file = (size: number) => ({ file: new Blob(["x".repeat(size)]) });
  expect(await post({ Key: "big", Conditions }, file(7))).toMatchObject({
    status: 400,
    code: "EntityTooLarge",
  });
  expect(await post({ Key: "small", Conditions }, file(2))).toMatchObject({
    status: 400,
    code: "EntityTooSmall",
  });
  await expect(bodyOf("big")).rejects.toMatchObject({ name: "NoSuchKey" });
  await expect(bodyOf("small")).rejects.toMatchObject({ name: "NoSuchKey" });
});

it("refuses a large file past its limit without waiting for its end", async () => {
  const Conditions: PresignedPostOptions["Conditions"] = [["content-length-range", 0, 10]];
  const file = new Blob([Buffer.alloc(8 * 1024 ** 2)]);
  expect(await post({ Key: "huge", Conditions }, { file })).toMatchObject({
    code: "EntityTooLarge",
  });
});

it.each<[string, (fields: Record<string, string>) => void]>([
  ["key", (fields) => Object.assign(fields, { key: "elsewhere" })],
  ["bucket", (fields) => Object.assign(fields, { bucket: "elsewhere" })],
  ["Content-Type", (fields) => Object.assign(fields, { "Content-Type": "text/html" })],
  ["success_action_status", (fields) => Object.assign(fields, { success_action_status: "200" })],
  ["a condition's field left out", (fields) => Reflect.deleteProperty(fields, "Content-Type")],
])("refuses a form whose %s is not what the policy says", async (_name, change) => {
  const Fields = { "Content-Type": "image/png", success_action_status: "201" };
  const answer = await post({ Key: "signed", Fields }, { change });
  expect(answer).toMatchObject({ status: 403, code: "AccessDenied" });
  expect(answer.message).toMatch(/^Invalid according to Policy: /);
});

it("obeys starts-with, and eq in both of its forms", async () => {
  const Conditions: PresignedPostOptions["Conditions"] = [
    ["starts-with", "$Content-Type", "image/"],
    ["eq", "$x-amz-meta-a", "1"],
    { "x-amz-meta-b": "2" },
    ["starts-with", "$x-amz-meta-any", ""],
  ];
  const good = {
    "Content-Type": "image/png",
    "x-amz-meta-a": "1",
    "x-amz-meta-b": "2",
    "x-amz-meta-any": "y",
  };
  const attempt = (fields: Record<string, string>) =>
    post(
      { Key: "conditions", Conditions },
      { change: (form) => Object.assign(form, good, fields) },
    );
  expect(await attempt({})).toMatchObject({ status: 204 });
  for (const bad of [
    { "Content-Type": "text/html" },
    { "Content-Type": "image/png,text/html" },
    { "x-amz-meta-a": "11" },
    { "x-amz-meta-b": "" },
  ]) {
    expect(await attempt(bad)).toMatchObject({ status: 403, code: "AccessDenied" });
  }
});

it("refuses a field that the policy does not name, unless it begins with x-ignore-", async () => {
  const attempt = (fields: Record<string, string>) =>
    post({ Key: "extra" }, { change: (form) => Object.assign(form, fields) });
  expect(await attempt({ "x-amz-meta-extra": "1" })).toMatchObject({
    status: 403,
    message: "Invalid according to Policy: Extra input fields: x-amz-meta-extra",
  });
  expect(await attempt({ "x-ignore-me": "1" })).toMatchObject({ status: 204 });
});

it("refuses an expired policy", async () => {
  const answer = await post({ Key: "late", Expires: -1 });
  expect(answer).toMatchObject({
    status: 403,
    message: "Invalid according to Policy: Policy expired.",
  });
});

it("refuses a policy or signature that was changed, and a form without them", async () => {
  const forge = (name: "Policy" | "X-Amz-Signature") => (fields: Record<string, string>) => {
    const value = fields[name] ?? "";
    const policy = Buffer.from(value, "base64").toString().replace('"forged"', '"stolen"');
    fields[name] = name === "Policy" ? Buffer.from(policy).toString("base64") : "0".repeat(64);
    if (name === "Policy") fields.key = "stolen";
  };
  for (const name of ["Policy", "X-Amz-Signature"] as const) {
    expect(await post({ Key: "forged" }, { change: forge(name) })).toMatchObject({
      status: 403,
      code: "SignatureDoesNotMatch",
    });
  }
  const strip = (fields: Record<string, string>) => {
    for (const name of Object.keys(fields)) if (name !== "key") delete fields[name];
  };
  expect(await post({ Key: "forged" }, { change: strip })).toMatchObject({
    status: 403,
    code: "AccessDenied",
  });
});

it("answers 201 with the location, or redirects, as the form asks", async () => {
  const created = await post({ Key: "a/b c", Fields: { success_action_status: "201" } });
  expect(created.status).toBe(201);
  expect(created.text).toContain(`<Location>${aws.url}/${Bucket}/a/b%20c</Location>`);
  expect(created.text).toContain("<Key>a/b c</Key>");
  const Fields = { success_action_redirect: "http://shop.test/done?x=1" };
  const redirected = await post({ Key: "r", Fields });
  expect(redirected.status).toBe(303);
  expect(redirected.headers.get("location")).toMatch(
    /^http:\/\/shop\.test\/done\?x=1&bucket=bucket-1&key=r&etag=%22[\da-f]{32}%22$/,
  );
});

it("needs a key, a file and multipart/form-data", async () => {
  const send = async (body: BodyInit) => {
    const response = await fetch(`${aws.url}/${Bucket}`, { method: "POST", body });
    return `${response.status} ${/<Code>(\w+)</.exec(await response.text())?.[1]}`;
  };
  const noKey = new FormData();
  noKey.append("file", new Blob(["x"]));
  expect(await send(noKey)).toBe("400 InvalidArgument");
  const noFile = new FormData();
  noFile.append("key", "k");
  expect(await send(noFile)).toBe("400 InvalidArgument");
  expect(await send("just text")).toBe("412 PreconditionFailed");
});

it("leaves the connection usable after a form that was refused before its file came", async () => {
  const boundary = "xx";
  const field = (name: string, value: string) =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const head = `${field("key", "k")}--${boundary}\r\ncontent-disposition: form-data; name="file"\r\n\r\n`;
  const tail = `${"x".repeat(500_000)}\r\n--${boundary}--\r\n`;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const send = () =>
    new Promise<number | undefined>((resolve, reject) => {
      const headers = {
        "content-type": `multipart/form-data; boundary=${boundary}`,
        "content-length": head.length + tail.length,
      };
      const form = httpRequest(`${aws.url}/${Bucket}`, { method: "POST", headers, agent });
      form.once("error", reject).once("response", (response) => {
        form.end(tail);
        response.resume().once("end", () => resolve(response.statusCode));
      });
      form.write(head);
    });
  expect([await send(), await send(), await send()]).toEqual([403, 403, 403]);
  agent.destroy();
}, 4000);
