"use strict";
// "Try it": the simulator that the report carries along opens in its place. Without scripts there is no button.
const levers = document.getElementById("levers");
const carried = document.getElementById("simulator").textContent;
if (levers && carried) {
  levers.hidden = false;
  document.getElementById("try").addEventListener("click", () => {
    location.href = URL.createObjectURL(new Blob([JSON.parse(carried)], { type: "text/html" }));
  });
}
