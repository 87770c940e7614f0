import type { ConsentText } from "#contract/consents/consent-text.ts";
import { TextPages } from "../../components/TextPages.tsx";

/** The whole agreement in pages, in the language that it was written in. */
export function ConsentPages({ text }: { readonly text: ConsentText }) {
  return <TextPages title={text.title} paragraphs={text.paragraphs} lang={text.language} headed />;
}
