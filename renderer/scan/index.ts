export { listenKeyboard } from "./listen-keyboard.ts";
export { hideScanNotice, useScanNotice } from "./notice.ts";
export { takeScan } from "./take-scan.ts";
export { characterOf } from "./wedge.ts";
