import "./clock.test.ts";
import "./connection.test.ts";
import "./countdown.test.ts";
import "./edit.test.ts";
import "./editor.test.ts";
import "./find.test.ts";
import "./host.test.ts";
import "./i18n.test.ts";
import "./office.test.ts";
import "./player.test.ts";
import "./screen.test.ts";
import "./store.test.ts";
import "./study.test.ts";
import "./table.test.ts";
import { publish } from "./harness.ts";

publish();
