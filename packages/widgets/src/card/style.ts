export const STYLE = `
.card {
  display: inline-flex;
  align-items: center;
  gap: 0.75rem;
  max-width: 100%;
  padding: 0.75rem 1rem 0.75rem 0.75rem;
  border: 1px solid var(--line);
  border-radius: 0.75rem;
  background: var(--back);
}
.mark {
  flex: none;
  display: grid;
  place-items: center;
  width: 2.5rem;
  height: 2.5rem;
  border-radius: 0.5rem;
  background: var(--accent);
  color: var(--on-accent);
  font-weight: 600;
  object-fit: cover;
}
img.mark { background: none; }
.words { display: grid; min-width: 0; margin: 0; line-height: 1.3; }
strong { font-weight: 600; overflow-wrap: anywhere; }
time { color: var(--quiet); font-size: 0.875rem; font-variant-numeric: tabular-nums; }
`;
