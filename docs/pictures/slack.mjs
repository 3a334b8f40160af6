// Reads a list of messages, each a list of blocks, and writes the HTML of each, as JSON both ways.
import { text } from "node:stream/consumers";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { Message } from "slack-blocks-to-jsx/dist/index.mjs";

const messages = JSON.parse(await text(process.stdin));
const drawn = messages.map((blocks) =>
  renderToStaticMarkup(
    createElement(Message, { blocks, name: "", logo: "", theme: "light", withoutWrapper: true }),
  ),
);
process.stdout.write(JSON.stringify(drawn));
