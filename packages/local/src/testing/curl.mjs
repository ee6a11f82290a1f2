// What the samples ask of curl, for machines that have none: `-X -H -d -G -i -I -s --data-urlencode`.
const METHODLESS = new Set(["-s", "-i", "-I", "-sI", "-G"]);
const args = process.argv.slice(2);
const flags = new Set();
const headers = new Headers({ accept: "*/*" });
const parts = [];
let method;
let address = "";
while (args.length > 0) {
  const arg = args.shift();
  if (METHODLESS.has(arg)) flags.add(arg);
  else if (arg === "-X") method = args.shift();
  else if (arg === "-H") {
    const [, name, value] = /^([^:]+):\s*(.*)$/.exec(args.shift());
    if (value) headers.set(name, value);
  } else if (arg === "-d") parts.push(args.shift());
  else if (arg === "--data-urlencode") {
    const [, name, value] = /^([^=]+)=(.*)$/.exec(args.shift());
    parts.push(`${name}=${encodeURIComponent(value)}`);
  } else if (arg.startsWith("-")) throw new Error(`this curl does not know ${arg}`);
  else address = arg;
}
const inQuery = flags.has("-G");
const head = flags.has("-I") || flags.has("-sI");
const body = inQuery || parts.length === 0 ? undefined : parts.join("&");
const answer = await fetch(inQuery ? `${address}?${parts.join("&")}` : address, {
  method: method ?? (head ? "HEAD" : body ? "POST" : "GET"),
  headers,
  body,
});
if (head || flags.has("-i")) {
  process.stdout.write(`HTTP/1.1 ${answer.status} ${answer.statusText}\r\n`);
  for (const [name, value] of answer.headers) process.stdout.write(`${name}: ${value}\r\n`);
  process.stdout.write("\r\n");
}
process.stdout.write(await answer.text());
