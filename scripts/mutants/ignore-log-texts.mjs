// A plug-in of StrykerJS: the catalogue of log events, and what thrown bugs and faults say, are read by people alone. The ids and
// facts that are logged, and the conditions of it, are mutated like all else.
import { declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";

const isCatalogue = ({ node }) => node?.type === "CallExpression" && node.callee.name === "defineLogEvents";

const isThrownBug = ({ node, parentPath }) =>
  node?.type === "NewExpression" &&
  node.callee.name === "Error" &&
  parentPath?.node.type === "ThrowStatement";

/** The second argument: what the log says beside the code of a fault. Behaviour hangs on the code alone. */
const isDetail = ({ node, parentPath }) =>
  parentPath?.node.type === "NewExpression" &&
  parentPath.node.callee.name === "CentralError" &&
  parentPath.node.arguments[1] === node;

/** @public Stryker asks for it by this name. */
export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, "log-texts", {
    shouldIgnore(path) {
      if (isCatalogue(path)) return "a catalogue for people";
      if (!path.isStringLiteral() && !path.isTemplateLiteral()) return undefined;
      return isThrownBug(path.parentPath) || isDetail(path) ? "a sentence for people" : undefined;
    },
  }),
];
