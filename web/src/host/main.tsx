import { render } from "preact";
import "../ui/base.css";
render(<main />, document.getElementById("app")!);
