import { flushSync } from "react-dom";

type Paper = { readonly url: string; readonly widthMm: number };

/** Prints a ticket's picture by the browser's own dialog: while it is printed, the page's print styles show it alone. */
export async function printPicture(
  { png, widthMm }: { readonly png: string; readonly widthMm: number },
  show: (paper: Paper | null) => void,
): Promise<void> {
  const url = `data:image/png;base64,${png}`;
  const picture = new Image();
  picture.src = url;
  // A picture that isn't decoded yet is printed as nothing.
  await picture.decode();
  flushSync(() => show({ url, widthMm }));
  window.print();
  show(null);
}
