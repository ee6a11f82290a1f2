/**
 * Which browsers may send to the bucket and read from it: any, since each request carries a signature, and no cookie
 * means anything there. As plain data: the stacks deploy it and the laptop cloud sets it.
 */
export const BUCKET_CORS = {
  origins: ["*"],
  methods: ["GET", "HEAD", "POST", "PUT"],
  headers: ["*"],
  exposed: ["ETag", "Content-Disposition", "Content-Range", "Accept-Ranges"],
  seconds: 3_600,
} as const;
