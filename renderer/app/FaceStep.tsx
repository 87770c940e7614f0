import type { ComponentProps, ReactNode } from "react";
import { AskReception } from "../components/AskReception.tsx";
import { Face } from "../components/Face.tsx";
import { NavBar } from "./NavBar.tsx";

type FaceStepProps = Omit<ComponentProps<typeof Face>, "text" | "spinning"> & {
  readonly text: ReactNode;
  /** Whether the reception can help with it: then its phone stands below the text. */
  readonly reception?: boolean;
};

/** A face in the place of a step: what happened, what one can do now, and the bar with back and home. */
export function FaceStep({ text, reception = false, ...face }: FaceStepProps) {
  return (
    <>
      <Face
        {...face}
        text={
          <>
            <p>{text}</p>
            {reception && (
              <p>
                <AskReception />
              </p>
            )}
          </>
        }
      />
      <NavBar />
    </>
  );
}
