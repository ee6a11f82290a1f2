/** Words as the world has them. */
export const LONG =
  "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft & Söhne GmbH";
export const HEBREW = "מאפיית הבוקר של ליאור";
export const EMOJI = "👩‍🍳 Brot & Brezeln 🥨";
/** The gallery's today. */
export const NOW = "2026-03-29T10:00:00Z";
