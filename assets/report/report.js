// "Try it": the simulator that the report carries along, packed, opens in its place with the faces of the report. Without scripts,
// or in a browser that cannot unpack it, there is no button.
const levers = document.getElementById("levers");
if (levers && "DecompressionStream" in window) {
  const textOf = (id) => document.getElementById(id).textContent;
  const open = async () => {
    const stream = new Blob([bytesOf(textOf("simulator"))]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    const [before, between, after] = await new Response(stream).json();
    location.href = URL.createObjectURL(new Blob([before, textOf("faces"), between, textOf("engine"), after], { type: "text/html" }));
  };
  document.getElementById("try").addEventListener("click", open);
  levers.hidden = false;
}
