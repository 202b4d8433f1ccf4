// Keeps a page of leagues and boards fresh. The server has rendered it whole; without this script nothing is missing but news.

import "./site.css";
import { countDown } from "./countdown.ts";
import { offerCopies } from "./copy.ts";
import { tellHeight } from "./frame.ts";
import { follow } from "./stream.ts";
import { turnPages } from "./turn.ts";

const live = document.getElementById("live");
if (live) follow(live, [turnPages(live), countDown(document), tellHeight()]);
offerCopies(document);
