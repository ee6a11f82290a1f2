/** What a call gave, or undefined where it took longer than `limitMs`. What it gives later is dropped. */
export async function withinTime<T>(
  call: Promise<T>,
  limitMs: number,
): Promise<{ readonly value: T } | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), limitMs);
  });
  try {
    return await Promise.race([call.then((value) => ({ value })), late]);
  } finally {
    clearTimeout(timer);
  }
}
