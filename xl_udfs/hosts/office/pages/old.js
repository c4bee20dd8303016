// Only a browser that knows no modules runs this file: that of an Excel before 2021.
document.getElementById("status").className = "bad";
document.getElementById("status").appendChild(document.createTextNode(
  " This Excel is too old for the add-in. It needs Microsoft 365, Excel 2021 or later, " +
  "or Excel on the web."
));
