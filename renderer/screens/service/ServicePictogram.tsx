import {
  Activity,
  Baby,
  Bone,
  Brain,
  ClipboardPlus,
  Droplet,
  Dumbbell,
  Ear,
  Eye,
  Flower2,
  HeartPulse,
  MessagesSquare,
  Ribbon,
  Slice,
  Stethoscope,
  Syringe,
  TestTube,
  Users,
  Venus,
  Virus,
} from "lucide-react";
import type { ComponentType } from "react";
import type { ServiceIcon } from "#contract/schedules/plain-name.ts";
import {
  Kidney,
  Lungs,
  Scanner,
  Skin,
  Stomach,
  Thyroid,
  Tooth,
  Ultrasound,
  Xray,
} from "./own-pictograms.tsx";

const pictograms: Readonly<Record<ServiceIcon, ComponentType>> = {
  allergy: Flower2,
  blood: Droplet,
  bone: Bone,
  brain: Brain,
  child: Baby,
  ear: Ear,
  ecg: Activity,
  exercise: Dumbbell,
  eye: Eye,
  family: Users,
  heart: HeartPulse,
  kidney: Kidney,
  lungs: Lungs,
  ribbon: Ribbon,
  sample: TestTube,
  scanner: Scanner,
  skin: Skin,
  stethoscope: Stethoscope,
  stomach: Stomach,
  surgeon: Slice,
  syringe: Syringe,
  talk: MessagesSquare,
  thyroid: Thyroid,
  tooth: Tooth,
  ultrasound: Ultrasound,
  virus: Virus,
  woman: Venus,
  xray: Xray,
};

/** What a service is of, as a picture. One that has no plain name stands for itself: no speciality is claimed. */
export function ServicePictogram({ icon }: { readonly icon: ServiceIcon | undefined }) {
  const Pictogram = icon === undefined ? ClipboardPlus : pictograms[icon];
  return <Pictogram />;
}
