namespace CloudifyPS.Simulator;

internal static class Placeholder;
