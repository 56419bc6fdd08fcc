namespace CloudifyPS.Client;

internal static class Placeholder;
