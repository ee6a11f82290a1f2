import { request as httpRequest } from "node:http";
import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CREDENTIALS, type LaptopS3, startLaptopS3 } from "./laptop-s3";

let aws: LaptopS3;
let Bucket: string;
beforeAll(async () => {
  aws = await startLaptopS3();
  Bucket = await aws.bucket();
  await aws.client.send(new PutObjectCommand({ Bucket, Key: "doc a+b.txt", Body: "secret" }));
});
afterAll(() => aws.stop());

const getUrl = (options: { expiresIn?: number; signingDate?: Date } = {}) =>
  getSignedUrl(aws.client, new GetObjectCommand({ Bucket, Key: "doc a+b.txt" }), {
    expiresIn: 60,
    ...options,
  });

/** Status and error code of an answer. */
async function refusal(response: Response) {
  const text = await response.text();
  return `${response.status} ${/<Code>(\w+)</.exec(text)?.[1] ?? ""}`;
}

describe("presigned GET", () => {
  it("serves the object, with the content headers that were signed", async () => {
    const command = new GetObjectCommand({
      Bucket,
      Key: "doc a+b.txt",
      ResponseContentDisposition: 'attachment; filename="b c.txt"',
    });
    const response = await fetch(await getSignedUrl(aws.client, command, { expiresIn: 60 }));
    expect(await response.text()).toBe("secret");
    expect(response.headers.get("content-disposition")).toBe('attachment; filename="b c.txt"');
  });

  it("serves a range, which is not signed", async () => {
    const response = await fetch(await getUrl(), { headers: { range: "bytes=0-2" } });
    expect(response.status).toBe(206);
    expect(await response.text()).toBe("sec");
  });

  it("has expired after its time", async () => {
    const signingDate = new Date(Date.now() - 61_000);
    const response = await fetch(await getUrl({ signingDate }));
    expect(response.status).toBe(403);
    const text = await response.text();
    expect(text).toContain("<Code>AccessDenied</Code><Message>Request has expired</Message>");
  });

  it("is not valid before its time", async () => {
    const signingDate = new Date(Date.now() + 3_600_000);
    expect(await refusal(await fetch(await getUrl({ signingDate })))).toBe("403 AccessDenied");
  });

  it("is refused when any character of it is changed", async () => {
    const url = await getUrl();
    const start = url.indexOf(Bucket);
    const results = new Map<string, number>();
    for (let at = start; at < url.length; at++) {
      const old = url.charAt(at);
      const digit = /\d/.test(old);
      const changed = digit ? String((Number(old) + 1) % 10) : old === "q" ? "r" : "q";
      if (old.toLowerCase() === changed) continue;
      const response = await fetch(url.slice(0, at) + changed + url.slice(at + 1));
      const result = await refusal(response);
      results.set(result, (results.get(result) ?? 0) + 1);
    }
    // Without a code: the address itself refuses a signature for another service.
    const refused = /^(403 \w+|400 AuthorizationQueryParametersError|400 InvalidURI|400 )$/;
    expect([...results.keys()].filter((kind) => !refused.test(kind))).toEqual([]);
    expect(results.get("403 SignatureDoesNotMatch")).toBeGreaterThan(100);
  });

  it("is refused with a parameter added, removed or repeated", async () => {
    const url = await getUrl();
    for (const other of [
      `${url}&response-content-type=text%2Fhtml`,
      `${url}&versionId=null`,
      url.replace("&x-id=GetObject", ""),
      `${url}&x-id=GetObject`,
    ]) {
      expect(await refusal(await fetch(other))).toBe("403 SignatureDoesNotMatch");
    }
  });

  it("is refused for another method, host or bucket", async () => {
    const url = await getUrl();
    expect(await refusal(await fetch(url, { method: "DELETE" }))).toBe("403 SignatureDoesNotMatch");
    const other = url.replace("127.0.0.1", "localhost");
    expect(await refusal(await fetch(other))).toBe("403 SignatureDoesNotMatch");
    const bucket = await aws.bucket();
    expect(await refusal(await fetch(url.replace(Bucket, bucket)))).toBe(
      "403 SignatureDoesNotMatch",
    );
  });

  it("is refused when another key or an unknown key signed it", async () => {
    const sign = (credentials: { accessKeyId: string; secretAccessKey: string }) =>
      getSignedUrl(
        aws.clientWith({ credentials }),
        new GetObjectCommand({ Bucket, Key: "doc a+b.txt" }),
      );
    const wrong = await sign({ ...CREDENTIALS, secretAccessKey: "guess" });
    expect(await refusal(await fetch(wrong))).toBe("403 SignatureDoesNotMatch");
    const unknown = await sign({ ...CREDENTIALS, accessKeyId: "nobody" });
    expect(await refusal(await fetch(unknown))).toBe("403 InvalidAccessKeyId");
  });

  it("lasts a week at most", async () => {
    const url = (await getUrl()).replace("X-Amz-Expires=60", "X-Amz-Expires=604801");
    expect(await refusal(await fetch(url))).toBe("400 AuthorizationQueryParametersError");
  });
});

describe("presigned PUT", () => {
  const signPut = (
    input: {
      Key: string;
      ContentType?: string;
      ContentLength?: number;
      Metadata?: Record<string, string>;
    },
    signableHeaders?: Set<string>,
  ) =>
    getSignedUrl(aws.client, new PutObjectCommand({ Bucket, ...input }), {
      expiresIn: 60,
      ...(signableHeaders && { signableHeaders }),
    });
  const put = (url: string, body: string, headers: Record<string, string> = {}) =>
    fetch(url, { method: "PUT", body, headers });

  it("stores what a browser sends, with the metadata that was signed", async () => {
    const url = await signPut({ Key: "up", Metadata: { tenant: "t1" } });
    const response = await put(url, "a,b", { "content-type": "text/csv" });
    expect(response.status).toBe(200);
    expect(response.headers.get("etag")).toBe('"b345e1dc09f20fdefdea469f09167892"');
    const head = await aws.client.send(new HeadObjectCommand({ Bucket, Key: "up" }));
    expect(head).toMatchObject({ ContentType: "text/csv", Metadata: { tenant: "t1" } });
  });

  it("takes no other content type than the signed one", async () => {
    const url = await signPut(
      { Key: "typed", ContentType: "image/png" },
      new Set(["content-type", "host"]),
    );
    expect((await put(url, "x", { "content-type": "image/png" })).status).toBe(200);
    const other = await put(url, "x", { "content-type": "text/html" });
    expect(await refusal(other)).toBe("403 SignatureDoesNotMatch");
  });

  it("takes no other length than the signed one", async () => {
    const url = await signPut({ Key: "sized", ContentLength: 3 });
    expect(url).toContain("content-length");
    expect((await put(url, "abc")).status).toBe(200);
    expect(await refusal(await put(url, "abcd"))).toBe("403 SignatureDoesNotMatch");
  });

  it("is refused with an x-amz- header that was not signed", async () => {
    const url = await signPut({ Key: "unsigned" });
    const response = await put(url, "x", { "x-amz-meta-admin": "yes" });
    expect(await refusal(response)).toBe("403 AccessDenied");
  });

  it("is not usable as a GET, nor for another key", async () => {
    const url = await signPut({ Key: "only-put" });
    expect(await refusal(await fetch(url))).toBe("403 SignatureDoesNotMatch");
    expect(await refusal(await put(url.replace("only-put", "other-put"), "x"))).toBe(
      "403 SignatureDoesNotMatch",
    );
  });

  it("uploads a part", async () => {
    const command = new UploadPartCommand({ Bucket, Key: "p", UploadId: "none", PartNumber: 1 });
    const url = await getSignedUrl(aws.client, command, { expiresIn: 60 });
    expect(await refusal(await put(url, "x"))).toBe("404 NoSuchUpload");
  });
});

describe("requests without a presigned URL", () => {
  it("are denied without a signature, whether the object exists or not", async () => {
    for (const path of ["doc%20a%2Bb.txt", "missing", ""]) {
      expect(await refusal(await fetch(`${aws.url}/${Bucket}/${path}`))).toBe("403 AccessDenied");
    }
    const put = await fetch(`${aws.url}/${Bucket}/x`, { method: "PUT", body: "x" });
    expect(await refusal(put)).toBe("403 AccessDenied");
    expect(await refusal(await fetch(`${aws.url}/`))).toBe("403 AccessDenied");
  });

  it("are denied with a wrong secret or an unknown key in the header", async () => {
    const get = new GetObjectCommand({ Bucket, Key: "doc a+b.txt" });
    const wrong = aws.clientWith({ credentials: { ...CREDENTIALS, secretAccessKey: "guess" } });
    await expect(wrong.send(get)).rejects.toMatchObject({ name: "SignatureDoesNotMatch" });
    const unknown = aws.clientWith({ credentials: { ...CREDENTIALS, accessKeyId: "nobody" } });
    await expect(unknown.send(get)).rejects.toMatchObject({ name: "InvalidAccessKeyId" });
  });

  it("are denied when the body is not the signed one", async () => {
    const put = new PutObjectCommand({ Bucket, Key: "body", Body: "signed" });
    put.middlewareStack.add(
      (next) => (args) => {
        Object.assign(args.request as object, { body: "forged" });
        return next(args);
      },
      { step: "finalizeRequest", priority: "low", name: "forge" },
    );
    const client = aws.clientWith({ requestChecksumCalculation: "WHEN_REQUIRED" });
    await expect(client.send(put)).rejects.toMatchObject({ name: "XAmzContentSHA256Mismatch" });
  });

  it("are answered in virtual-host style too", async () => {
    const endpoint = aws.url.replace("127.0.0.1", "localhost");
    const client = aws.clientWith({ endpoint, forcePathStyle: false });
    const get = new GetObjectCommand({ Bucket, Key: "doc a+b.txt" });
    const url = new URL(await getSignedUrl(client, get, { expiresIn: 60 }));
    expect(url.host).toBe(`${Bucket}.localhost:${url.port}`);
    const text = await new Promise((resolve, reject) => {
      const path = url.pathname + url.search;
      const options = { host: "127.0.0.1", port: url.port, path, headers: { host: url.host } };
      httpRequest(options, (response) => {
        response.setEncoding("utf8").once("data", resolve);
      })
        .on("error", reject)
        .end();
    });
    expect(text).toBe("secret");
  });
});
