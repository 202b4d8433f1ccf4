import { t } from "../../lib/i18n.ts";
import { Switch } from "../../host/field.tsx";
import type { NumberSpec } from "../pack.ts";
import { Beside, Pick, Text } from "./beside.tsx";
import type { PartProps } from "./props.ts";

type Width = "exact" | "abs" | "rel" | "range";

/** widthOf says how a number may differ from the answer. */
function widthOf(spec: NumberSpec): Width {
  if (spec.low !== undefined || spec.high !== undefined) return "range";
  if (spec.tolerance_abs !== undefined) return "abs";
  return spec.tolerance_rel !== undefined ? "rel" : "exact";
}

/** bare is a number with nothing said about what may differ. */
function bare({ answer, closest, range, unit }: NumberSpec, more: Partial<NumberSpec>): NumberSpec {
  return { answer, ...(closest ? { closest } : {}), ...(range ? { range } : {}), ...(unit ? { unit } : {}), ...more };
}

const widened: Record<Width, (spec: NumberSpec) => NumberSpec> = {
  exact: (spec) => bare(spec, {}),
  abs: (spec) => bare(spec, { tolerance_abs: "1" }),
  rel: (spec) => bare(spec, { tolerance_rel: "0.05" }),
  range: (spec) => bare(spec, { low: spec.answer, high: spec.answer }),
};

/** Figure is the answer of a number question, how near one must be, and the slider. */
export function Figure({ q, places, set }: PartProps) {
  const spec = q.number ?? { answer: "" };
  const put = (number: NumberSpec, field = ""): void => set({ number }, field);
  const width = widthOf(spec);
  const text = (name: "tolerance_abs" | "tolerance_rel" | "low" | "high", label: string, hint?: string) => (
    <Text label={label} hint={hint} figure value={spec[name]} onInput={(value) => put({ ...spec, [name]: value }, name)} />
  );
  return (
    <fieldset class="form-part">
      <legend>{t("edit.number")}</legend>
      <div class="form-two">
        <Text label={t("edit.number.answer")} figure name="answer" value={spec.answer} findings={places.get("answer")} onInput={(answer) => put({ ...spec, answer }, "answer")} />
        <Text label={t("edit.number.unit")} value={spec.unit} findings={places.get("unit")} lang={q.language} onInput={(unit) => put({ ...spec, unit }, "unit")} />
      </div>
      <Pick
        label={t("edit.number.width")} value={width}
        options={(["exact", "abs", "rel", "range"] as const).map((value) => ({ value, title: t(`edit.number.width.${value}`) }))}
        onChange={(value) => put(widened[value as Width](spec))}
      />
      {width === "abs" ? text("tolerance_abs", t("edit.number.abs")) : null}
      {width === "rel" ? text("tolerance_rel", t("edit.number.rel"), t("edit.number.rel.hint")) : null}
      {width === "range" ? <div class="form-two">{text("low", t("edit.number.low"))}{text("high", t("edit.number.high"))}</div> : null}
      <Beside findings={places.get("tolerance")} />
      <Switch title={t("edit.number.closest")} hint={t("edit.number.closest.hint")} on={spec.closest ?? false} onChange={(on) => put({ ...spec, closest: on || undefined })} />
      <Switch
        title={t("edit.number.slider")} hint={t("edit.number.slider.hint")} on={spec.range !== undefined}
        onChange={(on) => put({ ...spec, range: on ? { min: "0", max: spec.answer || "100", step: "1" } : undefined })}
      />
      {spec.range ? (
        <div class="form-three">
          {(["min", "max", "step"] as const).map((name) => (
            <Text
              key={name} label={t(`edit.number.${name}`)} figure value={spec.range?.[name]}
              onInput={(value) => put({ ...spec, range: { min: "", max: "", step: "", ...spec.range, [name]: value } }, `range${name}`)}
            />
          ))}
        </div>
      ) : null}
      <Beside findings={places.get("range")} />
    </fieldset>
  );
}
