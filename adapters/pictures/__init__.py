"""Pictures drawn from what the core says; knows no platform."""
