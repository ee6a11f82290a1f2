/**
 * Follows the bytes of a WebSocket and tells the payload size of each frame as soon as its header is
 * there. The `ws` package joins frames to messages and tells nothing of them. Source: RFC 6455, 5.2.
 */
export function frameSizes(onFrame: (payloadBytes: number) => void): (chunk: Buffer) => void {
  let header: number[] = [];
  let payloadLeft = 0;
  return (chunk) => {
    let at = 0;
    while (at < chunk.length) {
      if (payloadLeft > 0) {
        const step = Math.min(payloadLeft, chunk.length - at);
        payloadLeft -= step;
        at += step;
        continue;
      }
      header.push(chunk[at] ?? 0);
      at += 1;
      const size = payloadSize(header);
      if (size === undefined) continue;
      header = [];
      payloadLeft = size;
      onFrame(size);
    }
  };
}

/** Undefined while the header is not complete. */
function payloadSize(header: readonly number[]): number | undefined {
  const second = header[1];
  if (second === undefined) return undefined;
  const short = second & 0x7f;
  const extended = { 126: 2, 127: 8 }[short] ?? 0;
  const mask = second & 0x80 ? 4 : 0;
  if (header.length < 2 + extended + mask) return undefined;
  if (!extended) return short;
  return header.slice(2, 2 + extended).reduce((size, byte) => size * 256 + byte, 0);
}
