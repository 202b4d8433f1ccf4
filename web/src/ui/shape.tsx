// The shapes of the choices. A choice is told by shape, letter and colour together, never by colour alone.

import "./shape.css";

const letters = "ABCDEF";

const paths = [
  "M12 2.5 22.8 21a.9.9 0 0 1-.8 1.3H2a.9.9 0 0 1-.8-1.3Z",
  "M12.7 1.2 22.8 11.3a1 1 0 0 1 0 1.4L12.7 22.8a1 1 0 0 1-1.4 0L1.2 12.7a1 1 0 0 1 0-1.4L11.3 1.2a1 1 0 0 1 1.4 0Z",
  "M12 1.5a10.5 10.5 0 1 1 0 21 10.5 10.5 0 0 1 0-21Z",
  "M4 2.5h16A1.5 1.5 0 0 1 21.5 4v16a1.5 1.5 0 0 1-1.5 1.5H4A1.5 1.5 0 0 1 2.5 20V4A1.5 1.5 0 0 1 4 2.5Z",
  "m12 1.3 3.3 6.9 7.6 1-5.6 5.2 1.4 7.5L12 18.2l-6.7 3.7 1.4-7.5L1.1 9.2l7.6-1Z",
  "M6.8 2.5h10.4a1 1 0 0 1 .9.5l5 8.5a1 1 0 0 1 0 1l-5 8.5a1 1 0 0 1-.9.5H6.8a1 1 0 0 1-.9-.5l-5-8.5a1 1 0 0 1 0-1l5-8.5a1 1 0 0 1 .9-.5Z",
];

/** The letter of a choice, from 0: A to F. */
export function letterOf(index: number): string {
  return letters[index] ?? String(index + 1);
}

/** The token suffix of a choice's colour: "a" to "f". */
export function hueOf(index: number): string {
  return (letters[index % letters.length] ?? "A").toLowerCase();
}

/** A choice's shape in the current colour. An ornament: the letter beside it says the same. */
export function Shape({ index }: { index: number }) {
  return (
    <svg class="shape" viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[index % paths.length]} fill="currentColor" />
    </svg>
  );
}

/** A tick in the current colour. */
export function Tick() {
  return (
    <svg class="shape" viewBox="0 0 24 24" aria-hidden="true">
      <path d="m4 12.5 5.5 5.5L20 6.5" fill="none" stroke="currentColor" stroke-width="3.4" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}

/** A cross in the current colour. */
export function Cross() {
  return (
    <svg class="shape" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M5.5 5.5l13 13m0-13-13 13" fill="none" stroke="currentColor" stroke-width="3.4" stroke-linecap="round" />
    </svg>
  );
}

/** Trivium's mark: four shapes. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 64 64" aria-hidden="true">
      <rect width="64" height="64" rx="15" fill="#5b2be0" />
      <path d="M20 11 30 29H10Z" fill="#ff5fa6" stroke="#ff5fa6" stroke-width="3" stroke-linejoin="round" />
      <path d="M44 9 55 20 44 31 33 20Z" fill="#6ea0ff" stroke="#6ea0ff" stroke-width="3" stroke-linejoin="round" />
      <circle cx="20" cy="45" r="10.5" fill="#ffc94a" />
      <rect x="34" y="35" width="20" height="20" rx="3" fill="#4fd6cf" />
    </svg>
  );
}
