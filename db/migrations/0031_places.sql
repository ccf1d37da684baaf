CREATE TABLE "bases" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"member_id" uuid,
	"street" text DEFAULT '' NOT NULL,
	"house_number" text DEFAULT '' NOT NULL,
	"postal_code" text DEFAULT '' NOT NULL,
	"city" text DEFAULT '' NOT NULL,
	"country" text DEFAULT 'BE' NOT NULL,
	"latitude" double precision,
	"longitude" double precision,
	"located" text DEFAULT 'none' NOT NULL,
	"located_by" text DEFAULT '' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "bases_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "bases_organizationId_memberId_unique" UNIQUE NULLS NOT DISTINCT("organization_id","member_id")
);
--> statement-breakpoint
CREATE TABLE "travel_times" (
	"organization_id" uuid NOT NULL,
	"source" text NOT NULL,
	"from_cell" bigint NOT NULL,
	"to_cell" bigint NOT NULL,
	"seconds" integer,
	"metres" integer,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	CONSTRAINT "travel_times_organization_id_source_from_cell_to_cell_pk" PRIMARY KEY("organization_id","source","from_cell","to_cell")
);
--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "day_starts_at" text DEFAULT 'depot' NOT NULL;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "day_ends_at" text DEFAULT 'depot' NOT NULL;--> statement-breakpoint
ALTER TABLE "sites" ADD COLUMN "located" text DEFAULT 'none' NOT NULL;--> statement-breakpoint
ALTER TABLE "sites" ADD COLUMN "located_by" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "bases" ADD CONSTRAINT "bases_organization_id_member_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","member_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "travel_times_organization_id_created_at_index" ON "travel_times" USING btree ("organization_id","created_at");--> statement-breakpoint
CREATE INDEX "sites_organization_id_located_by_country_index" ON "sites" USING btree ("organization_id","located_by","country");