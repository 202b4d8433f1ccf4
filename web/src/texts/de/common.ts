import type en from "../en/common.ts";

const de: Record<keyof typeof en, string> = {
  "close": "Schließen",
  "retry": "Noch einmal versuchen",
  "line.connecting": "Verbinde …",
  "line.lost": "Du bist offline. Verbinde neu …",
  "line.blocked": "Die Seite ist da, aber das Spiel antwortet nicht. Manche Netze sperren WebSockets: Versuch es mit mobilen Daten, oder bitte darum, sie freizugeben.",
  "line.saving": "Das Speichern dauert einen Moment …",
  "time.label": "Verbleibende Zeit",
  "time.left": "Noch {n} Sekunde|Noch {n} Sekunden",
  "question.look": "Schau auf die Leinwand",
  "question.choices": "Antworten",
  "answer.true": "Richtig",
  "answer.false": "Falsch",
  "reveal.right": "Richtig",
  "reveal.wrong": "Falsch",
  "reveal.yours": "Du",
  "reveal.times": "Mal|Mal",
  "table.title": "Tabelle",
  "rank.up": "{n} Platz nach oben|{n} Plätze nach oben",
  "rank.down": "{n} Platz nach unten|{n} Plätze nach unten",
};

export default de;
