import type { ReactNode } from "react";

/** A part in one of its states, with what the state is called. */
export function Specimen({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid min-w-0 grid-cols-1 content-start gap-2">
      <p className="text-quiet text-xs">{name}</p>
      {children}
    </div>
  );
}

/** Several beside each other. */
export function Specimens({ children, wide = false }: { children: ReactNode; wide?: boolean }) {
  const columns = wide ? "lg:grid-cols-2" : "sm:grid-cols-2 lg:grid-cols-3";
  return <div className={`grid min-w-0 grid-cols-1 gap-6 ${columns}`}>{children}</div>;
}
