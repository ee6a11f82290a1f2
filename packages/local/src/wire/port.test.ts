import { once } from "node:events";
import { createServer } from "node:net";
import { expect, it } from "vitest";
import { claimPort } from "./port";

it("gives no port twice, and none that systems give away by chance", async () => {
  const ports: number[] = [];
  for (let count = 0; count < 600; count += 1) ports.push(await claimPort(0, "the test"));
  expect(new Set(ports).size).toBe(600);
  for (const port of ports) expect(port).toBeLessThan(32_768);
});

it("says whose port is taken and how to choose another", async () => {
  const port = await claimPort(0, "the test");
  const other = createServer().listen(port, "127.0.0.1");
  await once(other, "listening");
  await expect(claimPort(port, "the test", "FAIBRIC_PORT")).rejects.toThrow(
    `Port ${port}, meant for the test, is taken by another program. Stop that program, or choose another port: FAIBRIC_PORT=${port + 10} npm start`,
  );
  other.close();
});
