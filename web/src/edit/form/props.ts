import type { Places } from "../place.ts";
import type { PackForm, Patch, Question } from "../pack.ts";

/** PartProps are what each part of a question's form is given. */
export interface PartProps {
  pack: PackForm;
  q: Question;
  /** What was found in the question, by place. */
  places: Places;
  /** Changes the question. Changes of one field in one go are undone together. */
  set: (patch: Patch, field?: string) => void;
}
