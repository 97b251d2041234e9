// Where the page begins: the shell, and what is shared by all views.
import "./shell.js";
import { connection } from "./data/connection.js";
import { feed } from "./data/feed.js";
import { learnPictures } from "./data/pictures.js";
import { session } from "./data/session.js";

learnPictures();
await session.ask();
connection.start();
feed.start();
