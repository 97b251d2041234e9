// Loaded before anything is painted, which a module would not be: light, dark or as the system has it.
document.documentElement.dataset.theme = localStorage.getItem("fourfold.theme") ?? "system";
