import type { Examples } from "./example";

export const DE: Examples = {
  note: "Das ist ein Beispiel. Niemand außer Ihnen und denen, die mit Ihnen arbeiten, sieht es. Ändern Sie es, und es gehört Ihnen.",
  about: { slug: "ueber-uns", title: "Über uns", offer: "Was Sie hier bekommen" },
  hours: {
    slug: "oeffnungszeiten",
    title: "Öffnungszeiten und Anfahrt",
    body: "## Wann wir geöffnet haben\n\n- Montag bis Freitag: von … bis …\n- Samstag: von … bis …\n- Sonntag: geschlossen\n\n## Wie Sie uns finden\n\nStraße und Hausnummer, Postleitzahl und Ort.\n\nDie nächste Haltestelle ist …; parken können Sie ….",
  },
  questions: { slug: "fragen", title: "Fragen und Antworten" },
  of: {
    food: {
      about: "Wir kochen und backen, was wir selbst gern essen. Das meiste kommt aus der Nähe.",
      offers: [
        "Frühstück und Mittagessen",
        "Brot und Kuchen zum Mitnehmen",
        "Platz für Ihre Feier",
      ],
      questions: [
        [
          "Kann ich einen Tisch reservieren?",
          "Ja: Rufen Sie an, oder schreiben Sie uns am Tag davor.",
        ],
        ["Gibt es vegane Gerichte?", "Sagen Sie hier, welche, und was bei Allergien gilt."],
      ],
    },
    retail: {
      about:
        "Jedes Stück in unserem Laden suchen wir selbst aus. Fragen Sie: Wir wissen, woher es kommt.",
      offers: ["Neues dieser Saison", "Geschenke, auf Wunsch verpackt", "Bestellungen zum Abholen"],
      questions: [
        ["Kann ich etwas zurückgeben?", "Sagen Sie hier, wie lange, und was man mitbringt."],
        ["Können Sie es für mich bestellen?", "Sagen Sie hier, wie lange das dauert."],
      ],
    },
    beauty: {
      about: "Wir nehmen uns Zeit für Sie. Erst hören wir zu, dann schneiden wir.",
      offers: ["Schnitt und Farbe", "Pflege für Haar und Haut", "Styling für Hochzeiten"],
      questions: [
        ["Brauche ich einen Termin?", "Sagen Sie hier, ob man einfach kommen kann."],
        ["Bis wann kann ich absagen?", "Sagen Sie hier, wie viele Stunden vorher."],
      ],
    },
    health: {
      about: "Wir kümmern uns um Sie und erklären, was wir tun. Entschieden wird gemeinsam.",
      offers: ["Erste Termine und Vorsorge", "Behandlung nach Vereinbarung", "Hausbesuche"],
      questions: [
        ["Was bringe ich zum ersten Termin mit?", "Nennen Sie hier die Unterlagen."],
        ["Wer bezahlt das?", "Sagen Sie hier, was Kassen zahlen und was nicht."],
      ],
    },
    fitness: {
      about:
        "Hier trainieren alle in ihrem eigenen Tempo. Jemand, der weiß, wie es geht, ist immer da.",
      offers: ["Kurse für den Anfang", "Training mit Begleitung", "Eine Probestunde"],
      questions: [
        ["Kann ich es erst ausprobieren?", "Sagen Sie hier, wie eine Probestunde abläuft."],
        ["Wie kündige ich?", "Sagen Sie hier, bis wann und wie."],
      ],
    },
    trades: {
      about:
        "Wir reparieren und bauen, und wir kommen, wenn wir es gesagt haben. Den Preis kennen Sie vorher.",
      offers: ["Reparaturen", "Arbeit nach Maß", "Hilfe im Notfall"],
      questions: [
        ["Was kostet das?", "Sagen Sie hier, wie Sie schätzen, und ob das etwas kostet."],
        ["Wie bald können Sie kommen?", "Sagen Sie hier, wie lange man zurzeit wartet."],
      ],
    },
    education: {
      about:
        "Wir unterrichten in kleinen Gruppen, damit niemand verloren geht. Gelernt wird beim Tun.",
      offers: ["Kurse am Abend", "Einzelunterricht", "Hilfe vor Prüfungen"],
      questions: [
        ["Welcher Kurs passt zu mir?", "Sagen Sie hier, wie man das herausfindet."],
        ["Was, wenn ich eine Stunde verpasse?", "Sagen Sie hier, ob man sie nachholen kann."],
      ],
    },
    professional: {
      about:
        "Wir beraten Menschen, die klare Antworten wollen. Sie sprechen mit denen, die die Arbeit machen.",
      offers: ["Ein erstes Gespräch", "Beratung zum festen Preis", "Begleitung übers Jahr"],
      questions: [
        ["Was kostet ein erstes Gespräch?", "Sagen Sie hier, ob es kostenlos ist."],
        ["Wie arbeiten Sie?", "Sagen Sie hier, was zwischen erstem Anruf und Rechnung geschieht."],
      ],
    },
    hospitality: {
      about:
        "Wir haben wenige Zimmer und Zeit für alle, die darin wohnen. Frühstück gibt es bis spät.",
      offers: ["Zimmer für eine bis vier Personen", "Frühstück", "Fahrräder zum Leihen"],
      questions: [
        ["Ab wann kann ich kommen?", "Sagen Sie hier, ab wann, und was bei später Anreise gilt."],
        ["Darf mein Hund mit?", "Sagen Sie hier, ob, und was es kostet."],
      ],
    },
    nonprofit: {
      about: "Wir tun gemeinsam, was allein niemand könnte. Wer helfen will, ist willkommen.",
      offers: ["Unsere Treffen", "Woran wir arbeiten", "Wie Sie helfen können"],
      questions: [
        ["Wie werde ich Mitglied?", "Sagen Sie hier, wie, und was es kostet."],
        ["Kann ich spenden?", "Sagen Sie hier, wie, und ob es eine Bescheinigung gibt."],
      ],
    },
    other: {
      about:
        "Sagen Sie hier in zwei Sätzen, wer Sie sind. Was würden Sie jemandem an der Tür erzählen?",
      offers: ["Was Sie am meisten tun", "Was Sie am besten können", "Was sonst niemand macht"],
      questions: [
        ["Wie erreiche ich Sie?", "Sagen Sie hier, wie, und wann Sie antworten."],
        ["Was kostet das?", "Sagen Sie hier, wovon es abhängt."],
      ],
    },
  },
};
