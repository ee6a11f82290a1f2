import { LINKS } from "./links";

export default function Home() {
  return (
    <main>
      <h1>Faibric</h1>
      <p className="lead">A platform on which a small business builds and runs itself.</p>
      <ul>
        {LINKS.map(({ href, name, says }) => (
          <li key={href}>
            <a href={href}>{name}</a>
            <span>{says}</span>
          </li>
        ))}
      </ul>
    </main>
  );
}
