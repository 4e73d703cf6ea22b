/** What the scripts share: each adds to it, in the order in which a page loads them. */
declare var Unstuck: any;
interface Window { Unstuck: any; }
