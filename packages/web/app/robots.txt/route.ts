// The console is for those who sign in; what businesses show on the platform is for everybody.
const BODY = `User-agent: *
Allow: /
Disallow: /api/
Disallow: /app/
Disallow: /account/
`;

export function GET() {
  return new Response(BODY, {
    headers: {
      "content-type": "text/plain; charset=utf-8",
      "cache-control": "public, max-age=3600",
    },
  });
}
